/** What a page may know from its own access token. The server alone decides what the token is good for. */
export interface Claims {
    /** When it ends, in milliseconds since the epoch by the server's clock. */
    readonly endsAt?: number;
    /** The contact that a link speaks for. */
    readonly contactId?: string;
}

/** Reads a JWT's claims; nothing of one that can't be read. */
export function claims(token: string): Claims {
    try {
        const bytes = Uint8Array.from(atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')), letter => letter.charCodeAt(0));
        const { exp, cid } = JSON.parse(new TextDecoder().decode(bytes)) as { exp?: unknown; cid?: unknown };
        return { ...(typeof exp === 'number' && { endsAt: exp * 1_000 }), ...(typeof cid === 'string' && { contactId: cid }) };
    } catch {
        return {};
    }
}
