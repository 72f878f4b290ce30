/** For password managers, which have to know whose password it is (https://web.dev/articles/sign-in-form-best-practices). */
export function KnownUsername({ username }: { username: string }) {
  return (
    <input
      class="unseen"
      name="username"
      value={username}
      autocomplete="username"
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}
