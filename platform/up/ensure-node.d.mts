export const OUTER_NODE: [number, number]
export const INNER_NODE: [number, number]
export class SetUpProblem extends Error {}
export function isAtLeast(version: string, least: [number, number]): boolean
export function dependenciesMatch(root: string): boolean
export function ensureDependencies(root: string, print?: (line: string) => void): Promise<void>
export function innerNode(root: string): string
export function runUnderInnerNode(root: string, args: string[]): Promise<number>
