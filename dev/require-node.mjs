// Loaded before any TypeScript, so it must run on every Node there is.
if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(
    `Alcove needs Node 22 or newer and this is ${process.versions.node}: run it through npm (npm install brings a Node of its own), or update Node.`,
  )
  process.exit(1)
}
