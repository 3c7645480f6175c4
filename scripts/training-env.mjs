import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './test-run.mjs';

const torch = 'torch==2.13.0';
const cpuIndex = 'https://download.pytorch.org/whl/cpu';
const oldestMinor = 11;

/**
 * Makes `training/.venv` with the package and its test dependencies; keeps the one that is there
 * while `pyproject.toml` stays the same.
 *
 * @param {string} folder the training package
 * @returns {Promise<string>} path of the environment's Python; throws one clear line when there is none
 */
export async function preparePython(folder) {
  const venv = join(folder, '.venv');
  const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const stamp = join(venv, 'made-from.sha256');
  const wanted = createHash('sha256')
    .update(`${torch}\n${readFileSync(join(folder, 'pyproject.toml'), 'utf8')}`)
    .digest('hex');
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;

  rmSync(venv, { recursive: true, force: true });
  await must(systemPython(), ['-m', 'venv', venv], folder);
  await installTorch(python, folder);
  await must(python, ['-m', 'pip', 'install', '-q', '-e', '.[test]'], folder);
  writeFileSync(stamp, wanted);
  return python;
}

/**
 * The CPU index has the smaller wheel; where it cannot be reached, the registry that pip is set to.
 * @param {string} python
 * @param {string} folder
 */
async function installTorch(python, folder) {
  const isReachable = await fetch(`${cpuIndex}/`, { method: 'HEAD', signal: AbortSignal.timeout(4000) })
    .then((response) => response.ok)
    .catch(() => false);
  if (isReachable) {
    const args = ['-m', 'pip', 'install', '-q', '--index-url', cpuIndex, torch];
    if ((await runCommand(python, args, { cwd: folder })) === 0) return;
  }
  await must(python, ['-m', 'pip', 'install', '-q', torch], folder);
}

function systemPython() {
  for (const name of ['python3', 'python']) {
    try {
      const version = execFileSync(
        name,
        ['-c', 'import sys; print(sys.version_info[0], sys.version_info[1])'],
        {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      const [major = 0, minor = 0] = version.split(' ').map(Number);
      if (major === 3 && minor >= oldestMinor) return name;
    } catch {
      // The next name may be there.
    }
  }
  throw new Error(`Python 3.${oldestMinor} or newer is missing: the training package was not tested.`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
async function must(command, args, cwd) {
  const code = await runCommand(command, args, { cwd });
  if (code !== 0) throw new Error(`"${[command, ...args].join(' ')}" ended with code ${code}.`);
}
