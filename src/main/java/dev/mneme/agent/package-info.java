/**
 * What an agent is to its memory: an id, a name, tags and the fields a client has set; pure values
 * on the JDK alone.
 */
@NullMarked
package dev.mneme.agent;

import org.jspecify.annotations.NullMarked;
