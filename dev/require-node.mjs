// Loaded before any TypeScript, so it must run on every Node there is.
if (!process.features.typescript) {
  console.error(
    `Alcove needs Node 22.18 or newer and this is ${process.versions.node}: run it through npm (npm install brings a Node of its own), or update Node.`,
  )
  process.exit(1)
}
