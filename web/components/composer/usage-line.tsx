import { type CommandName, commandNamed } from '../../../protocol/slash/commands.ts'
import { partOf } from '../../../protocol/slash/usage.ts'
import './usage-line.css'

/** How the command that is being written goes on; the part that is next stands out. */
export function UsageLine({ name, active }: { name: CommandName; active: number }) {
  const { arguments: wanted, help } = commandNamed(name)
  return (
    <p class="usage">
      <span class="usage-parts">
        <span>/{name}</span>
        {wanted.map((argument, i) =>
          i === active ? (
            <strong key={argument.name}>{partOf(argument)}</strong>
          ) : (
            <span key={argument.name}>{partOf(argument)}</span>
          ),
        )}
      </span>
      <span class="usage-help">{help}</span>
    </p>
  )
}
