/** Where to go after signing in: a path of this site, whatever a link put into `next`. */
export function destinationOf(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])/u.test(next)) return '/'
  // What a URL parser would drop or fold could still turn the path into another site's address.
  if (/[\p{Cc}\\]/u.test(next)) return '/'
  return next
}

/** The sign-in page that comes back to `path`. */
export function signInFor(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}
