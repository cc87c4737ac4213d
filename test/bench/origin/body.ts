/** The 1 KB body of every small answer; origin and generator must agree on it. */
export const bodyEnd = '</end>'
export const body = 'x'.repeat(1024 - bodyEnd.length) + bodyEnd
