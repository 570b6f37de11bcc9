package dev.mneme.http.git;

/**
 * How much of a push is accepted.
 *
 * @param maxPackBytes largest pack, as it is sent
 * @param maxObjectBytes largest object in it, inflated: what keeps a small pack from becoming a
 *     large tree
 * @param maxFileBytes larger files are not looked into
 * @param maxNegotiationBytes largest request of a fetch, inflated
 */
public record ReceiveSettings(
    long maxPackBytes, long maxObjectBytes, long maxFileBytes, long maxNegotiationBytes) {}
