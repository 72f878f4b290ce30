// Loaded into every part before its own code: whoever started it is gone once the channel closes,
// however that happened, and then the part and all it started go too.

process.once('disconnect', () => {
  try {
    process.kill(-process.pid, 'SIGKILL')
  } catch {
    process.exit()
  }
})
// Waiting for that must not keep alive a part that is done.
process.channel?.unref()
