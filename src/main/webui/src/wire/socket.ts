/**
 * Opens a socket of the service: a browser can't set a header, so the token rides beside the subprotocol.
 * @param at the page's or the worker's own address
 */
export function openSocket(path: string, at: string, token: string): WebSocket {
    const url = new URL(path, at);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return new WebSocket(url, ['mayday.v1', 'bearer-token-carrier', encodeURIComponent(`quarkus-http-upgrade#Authorization#Bearer ${token}`)]);
}
