/** Another number in each tab, so that many tabs do not come back in step (security.md R3). */
const SPREAD = 0.9 + Math.random() * 0.2

/** A poll's period in this tab, in milliseconds. The same at every draw: a period that changes would begin to wait anew each time. */
export const paced = (ms: number): number => ms * SPREAD
