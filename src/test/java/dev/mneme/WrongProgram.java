package dev.mneme;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** Small classes that break rules, compiled on the spot so that no real class must. */
final class WrongProgram {
  private WrongProgram() {}

  /**
   * Compiles classes.
   *
   * @param folder an empty one, for sources and classes
   * @param wrongs one class each, all of different names
   */
  static JavaClasses compile(Path folder, List<Wrong> wrongs) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    for (Wrong wrong : wrongs) {
      Path file = folder.resolve(wrong.name() + ".java");
      arguments.add(Files.writeString(file, wrong.source()).toString());
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    int problems = compiler.run(null, null, null, arguments.toArray(String[]::new));
    assertThat(problems).as("problems of the compiler").isZero();
    return new ClassFileImporter().importPath(classes);
  }

  /**
   * A class that breaks a rule.
   *
   * @param inPackage below {@code dev.mneme}
   * @param body what stands between its braces
   */
  record Wrong(ArchitectureRule rule, String inPackage, String name, String body) {
    String source() {
      return "package dev.mneme.%s; public class %s { %s }".formatted(inPackage, name, body);
    }

    String fullName() {
      return "dev.mneme." + inPackage + "." + name;
    }

    @Override
    public String toString() {
      return rule + " sees " + fullName();
    }
  }
}
