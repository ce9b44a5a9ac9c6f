package dev.mayday.notification.sms;

import java.util.concurrent.TimeUnit;

/**
 * How many messages may be under way at once. An SMSC that asks for patience gets half as many, and
 * with each round that goes well one more again.
 */
final class Window {
    private final int most;
    private int width;
    private int under;
    private int well;

    Window(int most) {
        this.most = Math.max(1, most);
        this.width = this.most;
    }

    /**
     * Waits for room.
     *
     * @param deadline by {@link System#nanoTime}
     * @return whether there was room in time; then it must be {@linkplain #leave left}
     */
    synchronized boolean enter(long deadline) throws InterruptedException {
        while (under >= width) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        under++;
        return true;
    }

    synchronized void leave() {
        under--;
        notifyAll();
    }

    synchronized void throttled() {
        width = Math.max(1, width / 2);
        well = 0;
    }

    synchronized void wentWell() {
        if (width < most && ++well >= width) {
            width++;
            well = 0;
            notifyAll();
        }
    }

    synchronized int width() {
        return width;
    }
}
