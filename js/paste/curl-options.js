/** curl's options, as its manual lists them: which take a value, and which a browser has no part in. */

/** @type {Record<string, string>} the letter of each option that has one */
export const LETTERS = {
  '#': 'progress-bar', ':': 'next', 0: 'http1.0', 1: 'tlsv1', 2: 'sslv2', 3: 'sslv3', 4: 'ipv4', 6: 'ipv6',
  a: 'append', A: 'user-agent', b: 'cookie', B: 'use-ascii', c: 'cookie-jar', C: 'continue-at', d: 'data', D: 'dump-header',
  e: 'referer', E: 'cert', f: 'fail', F: 'form', g: 'globoff', G: 'get', h: 'help', H: 'header', i: 'include', I: 'head',
  j: 'junk-session-cookies', J: 'remote-header-name', k: 'insecure', K: 'config', l: 'list-only', L: 'location', m: 'max-time',
  M: 'manual', n: 'netrc', N: 'no-buffer', o: 'output', O: 'remote-name', p: 'proxytunnel', P: 'ftp-port', q: 'disable',
  Q: 'quote', r: 'range', R: 'remote-time', s: 'silent', S: 'show-error', t: 'telnet-option', T: 'upload-file', u: 'user',
  U: 'proxy-user', v: 'verbose', V: 'version', w: 'write-out', x: 'proxy', X: 'request', y: 'speed-time', Y: 'speed-limit',
  z: 'time-cond', Z: 'parallel',
};

const VALUED = new Set(
  `abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at
  cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw data-urlencode delegation dns-interface
  dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header egd-file engine etag-compare etag-save expect100-timeout
  form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms
  haproxy-clientip header help hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key
  key-type krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time
  netrc-file noproxy oauth2-bearer output output-dir parallel-max pass pinnedpubkey preproxy proto proto-default proto-redir
  proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type
  proxy-pass proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser
  proxy-user proxy1.0 pubkey quote random-file range rate referer request request-target resolve retry retry-delay
  retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit speed-time
  stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii
  trace-config unix-socket upload-file url url-query user user-agent variable vlan-priority write-out`.split(/\s+/),
);

/** About how curl works, prints and connects; neither the request nor the browser's decision changes. */
const HARMLESS = new Set(
  `alt-svc compressed connect-timeout cookie-jar create-dirs disable dump-header expect100-timeout fail fail-early
  fail-with-body false-start globoff happy-eyeballs-timeout-ms help http1.0 http1.1 http2 http2-prior-knowledge http3
  http3-only include ipv4 ipv6 junk-session-cookies keepalive-time limit-rate location location-trusted max-redirs no-alpn no-buffer
  no-clobber no-keepalive no-progress-meter no-sessionid output output-dir path-as-is progress-bar raw remote-header-name
  remote-name remote-time remove-on-error retry retry-all-errors retry-connrefused retry-delay retry-max-time show-error silent
  speed-limit speed-time ssl-no-revoke ssl-reqd styled-output tcp-fastopen tcp-nodelay tls-max tlsv1 tlsv1.0 tlsv1.1 tlsv1.2
  tlsv1.3 tr-encoding trace trace-ascii trace-time verbose write-out`.split(/\s+/),
);

/** The rest of curl's flags: those without a value that do something a browser does not. */
const FLAGS = new Set(
  `anyauth append basic cert-status crlf digest disallow-username-in-url doh-cert-status doh-insecure ftp-create-dirs
  get haproxy-protocol head http0.9 ignore-content-length insecure list-only manual metalink negotiate netrc netrc-optional next
  ntlm ntlm-wb parallel parallel-immediate post301 post302 post303 proxy-anyauth proxy-basic proxy-digest proxy-http2
  proxy-insecure proxy-negotiate proxy-ntlm proxy-tlsv1 proxytunnel remote-name-all sasl-ir ssl ssl-allow-beast sslv2 sslv3
  suppress-connect-headers use-ascii version xattr`.split(/\s+/),
);

/** @param {string} name */
export const takesValue = (name) => VALUED.has(name);

/** @param {string} name */
export const isHarmless = (name) => HARMLESS.has(name);

/** @param {string} name */
export const isKnown = (name) => VALUED.has(name) || HARMLESS.has(name) || FLAGS.has(name);
