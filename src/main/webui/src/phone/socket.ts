import { openSocket } from '../wire/socket.ts';

/** Opens the device socket. @param at the page's or the worker's own address */
export function deviceSocket(at: string, token: string, installation: string): WebSocket {
    return openSocket(`/v1/device?${new URLSearchParams({ installation })}`, at, token);
}
