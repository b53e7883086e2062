package software.amazon.lambda.durable.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.lambda.durable.DurableContext;
import software.amazon.lambda.durable.DurableHandler;
import software.amazon.lambda.durable.StepContext;
import software.amazon.lambda.durable.TypeToken;

/** Runs a handler from the top until all that it waits for is over; what is done once is not run again. */
public final class LocalDurableTestRunner<I, O> {
  private final DurableHandler<I, O> handler;
  private final Map<String, Object> done = new HashMap<>();

  private LocalDurableTestRunner(DurableHandler<I, O> handler) {
    this.handler = handler;
  }

  public static <I, O> LocalDurableTestRunner<I, O> create(TypeToken<I> inputType, DurableHandler<I, O> handler) {
    return new LocalDurableTestRunner<>(handler);
  }

  public TestResult<O> runUntilComplete(I input) {
    while (true) {
      try {
        return new TestResult<>(handler.handleRequest(input, context));
      } catch (Suspended suspended) {
        System.out.println("suspended at " + suspended.getMessage());
      }
    }
  }

  private static final class Suspended extends RuntimeException {
    private static final long serialVersionUID = 1;

    Suspended(String name) {
      super(name);
    }
  }

  private final DurableContext context =
      new DurableContext() {
        @Override
        @SuppressWarnings("unchecked")
        public <T> T step(String name, TypeToken<T> resultType, Function<StepContext, T> func) {
          if (!done.containsKey(name)) done.put(name, func.apply(new StepContext() {}));
          return (T) done.get(name);
        }

        @Override
        public Void wait(String name, Duration duration) {
          if (done.containsKey(name)) return null;
          done.put(name, duration);
          throw new Suspended(name);
        }
      };
}
