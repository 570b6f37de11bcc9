/** Tests of how webhooks are sent, without a server. */
@NullMarked
package dev.mneme.webhooks;

import org.jspecify.annotations.NullMarked;
