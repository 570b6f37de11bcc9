package dev.mneme.objects;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where an object store is. */
public sealed interface StoreLocation {

  /**
   * A folder of this machine, which need not exist yet.
   *
   * @param root absolute
   */
  record Folder(Path root) implements StoreLocation {
    public Folder {
      if (!root.isAbsolute()) {
        throw new IllegalArgumentException("not an absolute folder: " + root);
      }
      root = root.normalize();
    }
  }

  /** This process; everything is gone with it. */
  record Memory() implements StoreLocation {}

  /**
   * Takes the URI of a store apart: {@code file:///folder} or {@code memory:}.
   *
   * @throws IllegalArgumentException with a sentence for the operator if it is neither
   */
  static StoreLocation of(String uri) {
    return switch (schemeOf(uri)) {
      case "memory" -> memory(uri);
      case "file" -> new Folder(folder(uri));
      case "s3", "gs" ->
          throw refused(uri, "stores on S3 and GCS come with a later version (issue D)");
      case "" -> throw refused(uri, "it has no scheme");
      default -> throw refused(uri, "its scheme is unknown");
    };
  }

  private static String schemeOf(String uri) {
    return uri.substring(0, Math.max(0, uri.indexOf(':')));
  }

  private static StoreLocation memory(String uri) {
    if (!uri.equals("memory:")) {
      throw refused(uri, "nothing may follow 'memory:'");
    }
    return new Memory();
  }

  private static Path folder(String text) {
    URI uri = parsed(text);
    if (uri.getRawAuthority() != null) {
      throw refused(text, "a local folder has no host, so three slashes follow 'file:'");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(text, "a local folder has no options; write ? as %3F and # as %23");
    }
    if (uri.isOpaque() || uri.getPath().isEmpty()) {
      throw refused(text, "the folder must be absolute");
    }
    return path(text, uri);
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw refused(text, e.getReason() + "; write a space as %20");
    }
  }

  private static Path path(String text, URI uri) {
    try {
      return Path.of(uri.getPath());
    } catch (IllegalArgumentException e) {
      throw refused(text, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException refused(String uri, String why) {
    return new IllegalArgumentException(
        "the object store '%s' cannot be used: %s. Known are file:///folder and memory:"
            .formatted(uri, why));
  }
}
