import type { DeviceMessage } from './messages.ts';
import { Sender } from './sender.ts';
import { deviceSocket } from './socket.ts';
import type { Keeping } from './store.ts';

/** The tag under which the service worker is asked to send what is kept. */
export const OUTBOX = 'mayday-outbox';

/** A line on which nothing is answered for so long is dead. */
const PATIENCE_MS = 20_000;

/**
 * Sends all that is kept, with no page open.
 * @throws Error if the connection broke before all was sent: to be called again when there is a network
 */
export async function flush(store: Keeping, at: string): Promise<void> {
    const [device, installation] = await Promise.all([store.fact('device'), store.fact('installation')]);
    if (!device || !installation || !(await isSomethingLeft(store))) return;
    await new Promise<void>((fulfil, refuse) => {
        const socket = deviceSocket(at, device.token, installation);
        const sender = new Sender(store, message => socket.send(JSON.stringify(message)));
        let timer: ReturnType<typeof setTimeout>;
        const end = (finish: () => void): void => {
            clearTimeout(timer);
            sender.stop();
            socket.close();
            finish();
        };
        const wait = (): void => {
            clearTimeout(timer);
            timer = setTimeout(() => end(() => refuse(new Error('no answer'))), PATIENCE_MS);
        };
        const onwards = async (): Promise<void> => {
            wait();
            await sender.more();
            if (!sender.busy) end(fulfil);
        };
        wait();
        socket.addEventListener('open', () => void onwards());
        socket.addEventListener('message', ({ data }) => void sender.heard(JSON.parse(String(data)) as DeviceMessage).then(onwards));
        socket.addEventListener('close', () => end(() => refuse(new Error('cut'))));
    });
}

async function isSomethingLeft(store: Keeping): Promise<boolean> {
    return (await store.waiting()) > 0 || (await store.presses()).some(({ state }) => state === 'UNSENT');
}
