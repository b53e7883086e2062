package software.amazon.lambda.powertools.tracing;

import java.util.function.Consumer;

public final class TracingUtils {
  public static void withSubsegment(String name, Consumer<Object> subsegment) {
    System.out.println("SEGMENT " + name);
    subsegment.accept(name);
  }
}
