/** The program as such: help, errors, exit codes, colours, pipes, signals. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { corslab, serve, started } from './program.js';

const COMMANDS = ['check', 'explain', 'lint', 'matrix', 'probe'];

describe('help', () => {
  // After a change on purpose: node dist/command.js check --help > tests/command/help/check.txt
  for (const [file, ...ways] of [['corslab', ['--help'], ['-h'], ['help']], ...COMMANDS.map((name) => [name, [name, '--help'], [name, '-h'], ['help', name]])]) {
    test(`${file}`, async () => {
      const expected = readFileSync(new URL(`help/${file}.txt`, import.meta.url), 'utf8');
      for (const args of /** @type {string[][]} */ (ways)) {
        const { status, stdout, stderr } = await corslab(args);
        assert.equal(stdout, expected);
        assert.deepEqual([status, stderr], [0, '']);
      }
      assert.ok(expected.split('\n').every((line) => line.length <= 100 || /^  (?:\S.* )?corslab /.test(line)), 'lines fit');
    });
  }
  test('without a command, and exit code 2', async () => {
    const { status, stdout } = await corslab([]);
    assert.equal(status, 2);
    assert.match(stdout, /^Usage: corslab <command>/);
  });
  test('--version', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.deepEqual(await corslab(['--version']), { status: 0, signal: null, stdout: `${version}\n`, stderr: '' });
  });
});

describe('what makes no sense is one sentence, and exit code 2', () => {
  const from = ['--from', 'https://app.example.com'];
  const url = 'https://api.example.com/';
  /** @type {[string[], RegExp][]} */
  const cases = [
    [['chek'], /^corslab: there is no command "chek": did you mean check\?\n/],
    [['frobnicate'], /there is no command "frobnicate"; there are check, explain, lint, matrix, probe\n/],
    [[url], /did you mean corslab check https:\/\/api\.example\.com\/\?\n/],
    [['--from', 'x'], /--from is no option here; the command comes first/],
    [['check'], /^corslab check: a URL is missing: corslab check https:\/\/\S+ --from \S+\n/],
    [['check', url], /--from is missing: name the origin of the page that asks, as in --from https:\/\/app\.example\.com\n/],
    [['check', url, '--form', 'x'], /--form is no option here: did you mean --from\?\n/],
    [['check', url, '-Z'], /-Z is no option here\n/],
    [['check', url, ...from, '--engine', 'chrom'], /--engine: "chrom" is not one of chromium, firefox, webkit, standard, all\n/],
    [['check', url, ...from, '--credentials=yes'], /--credentials: "yes" is not one of include, omit, same-origin\n/],
    [['check', url, ...from, '--json=x'], /--json takes no value\n/],
    [['check', url, '--from'], /--from needs a value: --from ORIGIN\n/],
    [['check', url, ...from, '--from', 'https://b.example'], /--from is there twice, and takes one value\n/],
    [['check', url, ...from, '-H', 'no header'], /-H: "no header" is no header; write "Name: value"\n/],
    [['check', url, ...from, '-b', 'sid'], /-b: "sid" is no cookie; write "name=value"\n/],
    [['check', url, ...from, '--timeout', 'soon'], /--timeout: "soon" is no time; give seconds, such as 10 or 2\.5\n/],
    [['check', url, ...from, '--resolve', 'a:b'], /--resolve: "a:b" is not HOST:PORT:ADDRESS; write/],
    [['check', url, ...from, '--resolve', 'a=b'], /--resolve: "a=b" is not ORIGIN=URL; write/],
    [['check', url, ...from, '--cacert', '/nowhere.pem'], /--cacert: cannot read "\/nowhere\.pem": there is no such file\n/],
    [['check', url, ...from, '--cacert', fileURLToPath(import.meta.url)], /--cacert: "\S+" holds no certificate in PEM/],
    [['check', url, ...from, '-A', 'a\nb'], /^corslab check: --user-agent: /],
    [['check', 'neither a URL nor a command', ...from], /the argument holds no curl command and no fetch\(\)\n/],
    [['probe', url, '--allowed', 'x y'], /^corslab probe: --allowed\[0\]: "x y"/],
    [['check', url, ...from, '-d', '@/nowhere'], /-d: cannot read "\/nowhere": there is no such file\n/],
    [['check', '--reply', '/nowhere', url, ...from], /--reply: cannot read "\/nowhere"/],
    [['check', url, ...from, '--preflight-reply', 'x'], /--preflight-reply goes with --reply\n/],
    [['check', url, ...from, '--reply', '-', '--unsafe'], /--unsafe is about a connection, and with --reply there is none\n/],
    [['check', url, 'https://b.example/', ...from], /one URL at a time: what is "https:\/\/b\.example\/"\?/],
    [['check', 'ftp://a.example/', ...from], /"ftp:\/\/a\.example\/" is no http or https URL; write/],
    [['check', url, '--from', 'nonsense'], /^corslab check: --from: "nonsense" is not allowed here; expected an absolute URL or origin/],
    [['check', url, ...from, '--initiator', 'imgg'], /^corslab check: --initiator: "imgg" is not allowed here; expected/],
    [['check', "curl 'https://a", ...from], /line 1, column 6: ' is opened here and never closed/],
    [['check', '--curl', 'wget x', ...from], /"wget"; expected a curl command/],
    [['check', '--curl', 'curl x', url], /either a URL or --curl, and not both/],
    [['check', url, ...from, '-X', 'DELETE', '--unsafe', '--engine', 'all'], /would send DELETE 4 times: name one engine\n/],
    [['explain', '--har', '/nowhere', "Access to fetch at 'https://a.example/' from origin 'https://b.example' has been blocked by CORS policy: x"], /--har: cannot read/],
    [['lint', '/nowhere'], /^corslab lint: cannot read "\/nowhere": there is no such file\n/],
    [['lint', '--preflight', '--response'], /either --preflight or --response, and not both\n/],
    [['lint', '/'], /cannot read "\/": it is a folder\n/],
    [['matrix', url], /--origins is missing: name the pages that ask/],
    [['matrix', '--origins', 'https://a.example'], /a URL is missing/],
    [['matrix', url, '--origins', 'https://a.example', '--concurrency', '0'], /--concurrency: "0" is no whole number from 1 to 9999\n/],
    [['matrix', url, '--origins', 'nonsense'], /^corslab matrix: --origins\[0\]: "nonsense" is not allowed here; expected an absolute URL or origin/],
    [['probe', url], /--allowed is missing: name the origins that shall get in/],
  ];
  for (const [args, message] of cases) {
    test(args.join(' '), async () => {
      const { status, stdout, stderr } = await corslab(args);
      assert.match(stderr, message);
      assert.deepEqual([status, stdout], [2, '']);
      assert.doesNotMatch(stderr, /\n\s+at |should not happen/);
      assert.ok(stderr.trimEnd().split('\n').length <= 2, stderr);
    });
  }
});

describe('terminals, pipes, signals', () => {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  before(async () => {
    server = await serve((request, response) => {
      if (request.url === '/slow') return;
      response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end();
    });
  });
  after(() => server.close());
  const check = (/** @type {string} */ path) => ['check', `${server.origin}${path}`, '--from', 'http://app.example.com'];

  const ansi = /\u001b\[/;
  test('no colours in a pipe', async () => assert.doesNotMatch((await corslab(check('/'))).stdout, ansi));
  test('FORCE_COLOR', async () => assert.match((await corslab(check('/'), { env: { FORCE_COLOR: '1' } })).stdout, ansi));
  test('FORCE_COLOR=0', async () => assert.doesNotMatch((await corslab(check('/'), { env: { FORCE_COLOR: '0' } })).stdout, ansi));
  test('NO_COLOR', async () => assert.doesNotMatch((await corslab(check('/'), { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).stdout, ansi));
  test('--no-color', async () => assert.doesNotMatch((await corslab([...check('/'), '--no-color'], { env: { FORCE_COLOR: '1' } })).stdout, ansi));
  test('a terminal gets colours', { skip: process.platform !== 'linux' || spawnSync('script', ['--version']).status !== 0 }, () => {
    const program = fileURLToPath(new URL('../../dist/command.js', import.meta.url));
    const line = `TERM=xterm node ${program} --version; printf '%s\\n' 'Access-Control-Allow-Origin: *' | TERM=xterm node ${program} lint`;
    const { NO_COLOR, FORCE_COLOR, CI, ...env } = process.env;
    const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { encoding: 'utf8', env });
    assert.match(stdout, ansi);
  });
  test('a reader that has seen enough ends it', async () => {
    const child = started([...check('/'), '--json']);
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    child.stdout.destroy();
    const [, signal] = await once(child, 'close');
    assert.deepEqual([stderr, signal], ['', null]);
  });
  test('Ctrl-C ends it', async () => {
    const child = started([...check('/slow'), '--timeout', '60']);
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    while (!server.asked.includes('GET /slow')) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const [status, signal] = await once(child, 'close');
    assert.ok(signal === 'SIGINT' || status === 130, `${status} ${signal}`);
    assert.equal(stderr, '');
  });
});

test('it loads only what a command needs', () => {
  const text = readFileSync(new URL('../../dist/command.js', import.meta.url), 'utf8');
  const loaded = Array.from(text.matchAll(/^import (?:[^;]* from )?"([^"]+)";$/gm), ([, name]) => name);
  assert.ok(loaded.length > 0);
  assert.deepEqual(loaded.filter((name) => !name.startsWith('node:')), []);
});

test('it starts quickly', async () => {
  const server = await serve((_, response) => void response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end());
  try {
    for (const [args, limit] of /** @type {const} */ ([[['check', '--help'], 1000], [['check', server.origin, '--from', 'http://app.example.com'], 2000]])) {
      const times = [];
      for (let run = 0; run < 3; run++) {
        const start = performance.now();
        await corslab([...args]);
        times.push(performance.now() - start);
      }
      // Generous: other tests share the machine. On an idle one it is about 70 and 150 ms.
      assert.ok(Math.min(...times) < limit, `${args[1]}: ${times.map(Math.round).join(', ')} ms`);
    }
  } finally {
    server.close();
  }
});
