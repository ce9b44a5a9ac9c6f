import type { Channel } from '../wire/types.ts';

export interface ContactChannel {
    readonly id: string;
    readonly type: Channel;
    /** Absent of push. */
    readonly address?: string;
    readonly state: string;
}

/** Somebody whom this person has named to be told. */
export interface Contact {
    readonly id: string;
    readonly name: string;
    /** 1..9, 1 is told first. */
    readonly tier: number;
    readonly invitation?: 'sent' | 'accepted' | 'declined';
    readonly linked: boolean;
    readonly channels: readonly ContactChannel[];
}

/** Those that are offered. */
export const TIERS = [1, 2, 3];

/** A number as it is called, whatever was written between its digits. */
export function number(typed: string): string {
    return typed.replace(/[\s()-]/g, '');
}
