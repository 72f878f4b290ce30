// The page and the API share one origin: cookies stay first-party, on preview addresses too.
// Sockets pass the same way, since a fetch carries the upgrade and its 101 back.
export const onRequest: PagesFunction<{ API: Fetcher }> = ({ request, env }) =>
  env.API.fetch(request)
