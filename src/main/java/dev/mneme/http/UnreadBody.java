package dev.mneme.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;

/**
 * Reads on and drops what a caller still sends after the answer is known. Clients that send before
 * they listen would see a broken connection instead of the sentence that says what was wrong.
 */
final class UnreadBody {
  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private UnreadBody() {}

  /** Drops up to 64 MiB, for up to ten seconds; after that the connection is closed. */
  static void discard(Request request) {
    long begin = System.nanoTime();
    byte[] dropped = new byte[8192];
    try (InputStream in = Request.asInputStream(request)) {
      long sum = 0;
      while (sum < MOST_BYTES && System.nanoTime() - begin < MOST_NANOS) {
        int n = in.read(dropped);
        if (n < 0) {
          return;
        }
        sum += n;
      }
    } catch (IOException gone) {
      // The caller has gone away: nobody is left to be polite to, and sending will notice.
    }
  }
}
