/** Where and when it was measured. */
export interface Machine {
  /** ISO 8601. */
  date: string
  cpu: string
  cores: number
  memoryGB: number
  versions: {
    node: string
    workerd: string
    postgres: string
    redis: string
  }
}
