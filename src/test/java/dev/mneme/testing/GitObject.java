package dev.mneme.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/**
 * An object of git made by hand: nothing keeps it from being one that git itself would never make.
 *
 * @param type what git calls it: {@code commit}, {@code tree}, {@code blob} or {@code tag}
 */
public record GitObject(String type, byte[] content) {
  private static final String SOMEBODY = "Ada <ada@example.org> 1700000000 +0000";

  /** The content of a file. */
  public static GitObject blob(byte[] content) {
    return new GitObject("blob", content);
  }

  /** The content of a text file. */
  public static GitObject blob(String text) {
    return blob(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A folder with its entries in the order given. */
  public static GitObject tree(List<byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    entries.forEach(bytes::writeBytes);
    return new GitObject("tree", bytes.toByteArray());
  }

  /** A folder with its entries in the order given. */
  public static GitObject tree(byte[]... entries) {
    return tree(List.of(entries));
  }

  /** An entry of a folder. */
  public static byte[] entry(String mode, byte[] name, String id) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes((mode + " ").getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(name);
    bytes.write(0);
    bytes.writeBytes(HexFormat.of().parseHex(id));
    return bytes.toByteArray();
  }

  /** An entry of a folder. */
  public static byte[] entry(String mode, String name, String id) {
    return entry(mode, name.getBytes(StandardCharsets.UTF_8), id);
  }

  /** An entry for a usual file. */
  public static byte[] file(String name, GitObject blob) {
    return entry("100644", name, blob.id());
  }

  /** An entry for a folder. */
  public static byte[] folder(String name, GitObject tree) {
    return entry("40000", name, tree.id());
  }

  /** A commit of a tree by somebody. */
  public static GitObject commit(String tree, String... parents) {
    StringBuilder text = new StringBuilder("tree " + tree + "\n");
    for (String parent : parents) {
      text.append("parent ").append(parent).append('\n');
    }
    text.append("author ").append(SOMEBODY).append("\ncommitter ").append(SOMEBODY);
    return new GitObject(
        "commit", text.append("\n\nhostile\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Its id. */
  public String id() {
    MessageDigest sha1 = sha1();
    sha1.update(header());
    return HexFormat.of().formatHex(sha1.digest(content));
  }

  private byte[] header() {
    return (type + " " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Puts it into a repository as a loose object, whatever git thinks of it.
   *
   * @return its id
   */
  public String writeTo(Path gitFolder) {
    String id = id();
    Path file = gitFolder.resolve("objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
    try {
      Files.createDirectories(file.getParent());
      try (var out = new DeflaterOutputStream(Files.newOutputStream(file))) {
        out.write(header());
        out.write(content);
      }
      return id;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-1", e);
    }
  }
}
