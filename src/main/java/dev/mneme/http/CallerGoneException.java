package dev.mneme.http;

import java.io.IOException;
import org.eclipse.jetty.io.QuietException;

/**
 * The caller stopped sending or listening, or sent what is no body: nobody's fault on this side.
 */
public final class CallerGoneException extends IOException implements QuietException {
  private static final long serialVersionUID = 1L;

  CallerGoneException(IOException cause) {
    super("The body of the request ended early or is not framed as HTTP says", cause);
  }
}
