package io.weir.task;

import io.weir.Nullable;
import io.weir.connector.ReaderContext;
import io.weir.connector.SinkContext;
import io.weir.graph.Dataflow;
import io.weir.operator.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** What a task is made of, born ready from its plan. */
record TaskParts(
        OperatorChain chain,
        TaskOutput output,
        List<Input> inputs,
        @Nullable SinkStep sink) {
    /** On failure what was made already is closed again; channels are left to the caller. */
    static TaskParts create(TaskPlan plan, Mailbox mailbox) throws Exception {
        var links = new ArrayList<Link>();
        var alarms = new Alarms(plan.environment(), mailbox);
        try {
            var sink = addOperators(plan, mailbox, alarms, links);
            var arrivals = plan.ends().arrivals();
            arrivals.forEach(arrival ->
                    links.get(arrival.place().operator()).feed(arrival.place().input()));
            if (plan.stage().source().isPresent()) {
                links.get(0).feed(0);
            }
            var output = new TaskOutput(plan.ends().departures());
            var chain = new OperatorChain(links, output);
            alarms.chain = chain;
            return new TaskParts(chain, output, inputs(plan, mailbox), sink);
        } catch (Throwable failure) {
            for (var link : links) {
                try {
                    link.operator.close();
                } catch (RuntimeException e) {
                    failure.addSuppressed(e);
                }
            }
            throw failure;
        }
    }

    private static @Nullable SinkStep addOperators(TaskPlan plan, Mailbox mailbox, Alarms alarms, List<Link> links)
            throws Exception {
        var metrics = plan.metrics().iterator();
        if (plan.stage().source().isPresent()) {
            metrics.next();
        }
        for (var factory : plan.stage().chain()) {
            var index = links.size();
            var counts = metrics.next();
            LongConsumer alarm = time -> alarms.set(index, time);
            var operator = factory.create(new TaskContext(plan, counts, mailbox, alarm));
            links.add(new Link(index, factory.name(), operator, counts));
        }
        SinkStep step = null;
        var sink = plan.stage().sink();
        if (sink.isPresent()) {
            var counts = metrics.next();
            var environment = plan.environment();
            var context = new SinkContext(
                    environment.job(), plan.id().index(), plan.id().attempt(), environment.memory(), counts);
            step = new SinkStep(sink.get().open(context));
            links.add(new Link(links.size(), sink.get().name(), step, counts));
        } else if (links.isEmpty()) {
            Operator nothing = new PassThrough();
            links.add(new Link(0, "pass through", nothing, new io.weir.operator.OperatorMetrics()));
        }
        return step;
    }

    private static List<Input> inputs(TaskPlan plan, Mailbox mailbox) {
        var inputs = new ArrayList<Input>();
        plan.ends().arrivals().forEach(arrival -> inputs.add(new ChannelInput(arrival.place(), arrival.channels())));
        plan.stage().source().ifPresent(source -> inputs.add(source(plan, source, mailbox)));
        return inputs;
    }

    private static SourceInput source(TaskPlan plan, Dataflow.Input source, Mailbox mailbox) {
        var environment = plan.environment();
        var context = new ReaderContext(
                environment.batchRows(), environment.memory(), plan.metrics().get(0), environment.io());
        var splits = environment.splits(plan.id());
        var input = new SourceInput(
                source.source(), splits, context, mailbox, source.filters().size());
        source.filters()
                .forEach((name, column) ->
                        environment.listen(name, filter -> mailbox.execute(() -> input.narrow(column, filter))));
        return input;
    }

    /** Brings the moments that operators asked for back to the task's thread. */
    private static final class Alarms {
        private final TaskEnvironment environment;
        private final Mailbox mailbox;
        private @Nullable OperatorChain chain;

        Alarms(TaskEnvironment environment, Mailbox mailbox) {
            this.environment = environment;
            this.mailbox = mailbox;
        }

        void set(int operator, long time) {
            environment.wakeAt(
                    time,
                    now -> mailbox.execute(() -> {
                        if (chain != null) {
                            chain.tick(operator, now);
                        }
                    }));
        }
    }
}
