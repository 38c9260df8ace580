import { type Remedy, shell } from '../../model/symptom.js';

const nginx = (purpose: string, text: string): Remedy => ({ purpose, language: 'nginx', text });

/** Commands and settings that belong to no service, ready to be pasted. */
export const remedies = {
  flame: shell('where the CPU time goes', 'npx leakline profile flame'),
  proxyLog: shell('why the proxy gave up', "grep -E 'upstream|limiting requests' /var/log/nginx/error.log | tail -20"),
  proxyUpstream: nginx(
    'keep connections to the service, and try another server when one refuses',
    `upstream app { server 127.0.0.1:3000 max_fails=3 fail_timeout=10s; keepalive 16; }
# in the location: proxy_http_version 1.1; proxy_set_header Connection ""; proxy_next_upstream error timeout;`,
  ),
  proxyTimeouts: nginx(
    'how long the proxy waits for an answer (60 s by default); give it more than the slowest good answer takes',
    'proxy_connect_timeout 5s; proxy_send_timeout 180s; proxy_read_timeout 180s;',
  ),
  proxyLimit: nginx(
    'the rate and burst that are let through; refused requests get 503 unless limit_req_status says 429',
    `limit_req_zone $binary_remote_addr zone=api:10m rate=20r/s;
# in the location: limit_req zone=api burst=40 nodelay; limit_req_status 429;`,
  ),
} as const satisfies Readonly<Record<string, Remedy>>;
