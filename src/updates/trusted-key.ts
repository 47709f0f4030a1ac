/**
 * The public half of the key by which releases of Butler are signed: Ed25519 (RFC 8032), 32 bytes in base64. Made with
 * `node scripts/sign-feed.mjs key <private.pem>`; the private half never comes near a repository or a server. Who
 * builds a Butler of their own gives theirs with BUTLER_UPDATE_KEY.
 */
export const releaseKey = 'CODDEXBTas14HHaRT5xDtO2TcdtK3QAG7dXYr3xpKmU=';
