package dev.mneme.objects.file;

import dev.mneme.objects.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The steps that change a file system, each of them one to three system calls.
 *
 * <p>A seam for the tests alone: they lose power between any two steps, or let one fail.
 */
interface Disk {

  /**
   * Writes a new file, readable by the owner only; its bytes are durable when this returns, its
   * name is not.
   */
  void writeNew(Path file, Content content) throws IOException;

  /**
   * Gives a file a second name.
   *
   * @return false if that name was taken, and nothing was changed
   * @throws java.nio.file.NoSuchFileException if there is no such file, or no folder for the name
   */
  boolean link(Path file, Path name) throws IOException;

  /** Takes a name away; one that is not there is no failure. */
  void unlink(Path name) throws IOException;

  /** Makes a folder for the owner only; one that is there already is no failure. */
  void makeFolder(Path folder) throws IOException;

  /**
   * Opens a folder in order to sync it later, when running out of file handles would be too late.
   */
  OpenFolder open(Path folder) throws IOException;

  /** A folder whose names can be made durable. */
  interface OpenFolder extends Closeable {

    /** Makes the names in this folder durable; an interrupt does not shorten it. */
    void sync() throws IOException;
  }
}
