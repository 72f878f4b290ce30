/** Where to go after signing in: a path of this site, whatever a link put into `next`. */
export function destinationOf(next: string | undefined, fragment = ''): string {
  if (next === undefined || !/^\/(?![/\\])/u.test(next)) return '/'
  // What a URL parser would drop or fold could still turn the path into another site's address.
  if (/[\p{Cc}\\]/u.test(next)) return '/'
  return next + kept(next, fragment)
}

/** The sign-in page that comes back to `path`, which is without a fragment. */
export function signInFor(path: string, fragment = ''): string {
  if (path === '/') return '/sign-in'
  return `/sign-in?next=${encodeURIComponent(path)}${kept(path, fragment)}`
}

/** The secret of a link into a room stays behind the #, where no server sees it and no log keeps it. */
function kept(path: string, fragment: string): string {
  return path.startsWith('/join/') ? fragment : ''
}
