/** Days of a month. */
export const DAYS = 30
