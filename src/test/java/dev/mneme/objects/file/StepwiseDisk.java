package dev.mneme.objects.file;

import dev.mneme.objects.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The real disk with a word before and after each step, and a list of the steps taken. */
abstract class StepwiseDisk implements Disk {
  private final Path root;
  private final Disk disk = new PosixDisk();
  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

  StepwiseDisk(Path root) {
    this.root = root;
  }

  /** Steps so far; paths are relative to the root, temporary files have none. */
  List<String> steps() {
    return steps;
  }

  /** Called before a step; the path is relative to the root. */
  void before(String step, String path) throws IOException {}

  /** Called after a step. */
  void after(String step, String path) throws IOException {}

  private interface Action<T> {
    T run() throws IOException;
  }

  private <T> T step(String step, Path file, Action<T> action) throws IOException {
    String path = root.relativize(file).toString();
    before(step, path);
    steps.add(path.startsWith(".tmp") ? step : step + " " + path);
    T result = action.run();
    after(step, path);
    return result;
  }

  private void effect(String step, Path file, Effect effect) throws IOException {
    step(
        step,
        file,
        () -> {
          effect.run();
          return true;
        });
  }

  private interface Effect {
    void run() throws IOException;
  }

  @Override
  public void writeNew(Path file, Content content) throws IOException {
    effect("write", file, () -> disk.writeNew(file, content));
  }

  @Override
  public boolean link(Path file, Path name) throws IOException {
    return step("link", name, () -> disk.link(file, name));
  }

  @Override
  public void unlink(Path name) throws IOException {
    effect("unlink", name, () -> disk.unlink(name));
  }

  @Override
  public void makeFolder(Path folder) throws IOException {
    effect("make", folder, () -> disk.makeFolder(folder));
  }

  @Override
  public OpenFolder open(Path folder) throws IOException {
    OpenFolder open = step("open", folder, () -> disk.open(folder));
    return new OpenFolder() {
      @Override
      public void sync() throws IOException {
        effect("sync", folder, open::sync);
      }

      @Override
      public void close() throws IOException {
        open.close();
      }
    };
  }
}
