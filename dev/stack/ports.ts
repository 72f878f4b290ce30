import { createServer } from 'node:net'
import { Remedy } from '../remedy.ts'

const LAST_PORT = 65_535

/** A port nobody listens on, of the kernel's choice. */
export async function freePort(): Promise<number> {
  const port = await listen(0, '127.0.0.1')
  if (port === undefined) throw new Error('The loopback interface has no free port.')
  return port
}

/** Whether nobody listens on the port: not on the loopback interfaces, nor on all of them. */
export async function isFree(port: number): Promise<boolean> {
  return (
    (await listen(port, '127.0.0.1')) !== undefined &&
    (await listen(port, '::1')) !== undefined &&
    (await listen(port, '0.0.0.0')) !== undefined
  )
}

/**
 * The port people open: the one asked for, or the first free one from the default on.
 * @throws Remedy when the one asked for is taken.
 */
export async function publicPort(asked: number | undefined, first: number): Promise<number> {
  if (asked !== undefined) {
    if (await isFree(asked)) return asked
    throw new Remedy(`Port ${asked} is taken: give another one with --port, or leave --port out.`)
  }
  for (let port = first; port <= LAST_PORT; port++) if (await isFree(port)) return port
  throw new Remedy('No port is free: close something that listens, or give one with --port.')
}

/** Listens for a moment. A machine without the interface counts as free there. */
function listen(port: number, host: string): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? undefined : port),
    )
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
