/** Fetches a Debian package and unpacks it into a folder: no root, nothing installed on the machine. apt checks the signatures. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findOnPath, lastWords, runCommand } from './run-command.ts'

/**
 * Unpacks the package below `into`.
 * @returns null when it is there, else why not, in words
 */
export async function unpackDebianPackage(
  name: string,
  into: string,
  signal: AbortSignal,
): Promise<string | null> {
  if (findOnPath('apt-get') === null || findOnPath('dpkg-deb') === null) return 'there is no apt'
  const download = join(into, '.download')
  mkdirSync(download)
  const failure = await downloadPackage(name, download, signal)
  if (failure !== null) return failure
  const archive = readdirSync(download).find((file) => file.endsWith('.deb'))
  if (archive === undefined) return 'apt fetched nothing'
  const unpacked = await runCommand('dpkg-deb', ['-x', join(download, archive), into], { signal })
  rmSync(download, { recursive: true })
  return unpacked.code === 0 ? null : lastWords(unpacked.output)
}

async function downloadPackage(
  name: string,
  cwd: string,
  signal: AbortSignal,
): Promise<string | null> {
  const direct = await runCommand('apt-get', ['download', name], { cwd, signal })
  if (direct.code === 0) return null
  // A machine where nobody ever ran `apt-get update`, or long ago: lists of our own, which need no root.
  const own = privateLists(join(cwd, 'apt'))
  const update = await runCommand('apt-get', [...own, 'update'], { cwd, signal })
  const second = await runCommand('apt-get', [...own, 'download', name], { cwd, signal })
  if (second.code === 0) return null
  return lastWords(update.code === 0 ? second.output : update.output)
}

function privateLists(folder: string): string[] {
  for (const part of ['lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, part), { recursive: true })
  const settings = [
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::Cache=${join(folder, 'cache')}`,
    // Root's apt hands the download to another user, who cannot write here.
    ...(existsSync('/etc/debian_version') && process.getuid?.() === 0
      ? ['APT::Sandbox::User=root']
      : []),
  ]
  return settings.flatMap((setting) => ['-o', setting])
}
