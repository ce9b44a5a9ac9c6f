/** Opens the device socket. @param at the page's or the worker's own address */
export function deviceSocket(at: string, token: string, installation: string): WebSocket {
    const url = new URL('/v1/device', at);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('installation', installation);
    return new WebSocket(url, ['mayday.v1', 'bearer-token-carrier', encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`)]);
}
