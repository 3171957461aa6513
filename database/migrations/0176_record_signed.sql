-- Who signed the block (first 16 hex digits of the SHA-256 of the public key) and the Ed25519 signature over its number and hash.
-- Blocks older than the first key stay unsigned; the first signed one vouches for them through its chain.
alter table event_block add column signer text, add column signature bytea, add check ((signer is null) = (signature is null));
