/**
 * Sends events to whoever has asked for them, until they are taken or dead letters.
 *
 * <p>The logs of the agents are the queue; a row says how far each agent's events are sent to each
 * webhook. It moves on only after an answer, so nothing is skipped by a crash; what may be sent
 * twice has the same id: docs/adr/0041. Whether an address may be sent to is decided where it is
 * connected to: docs/adr/0042.
 */
@NullMarked
package dev.mneme.webhooks;

import org.jspecify.annotations.NullMarked;
