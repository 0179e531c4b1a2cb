package io.weir.sql.command;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.PlatformManagedObject;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into Java processes while they run. */
final class RunningProcesses implements AutoCloseable {
    private final List<JMXConnector> connectors = new ArrayList<>();

    /** What a process has after a collection of garbage; of threads those of the engine. */
    record Footprint(long metaspace, int classes, long threads) {}

    /** What it connects to are processes of this test. */
    @SuppressWarnings("BanJNDI")
    RunningProcesses(List<Process> processes) throws Exception {
        for (var process : processes) {
            var machine = VirtualMachine.attach(Long.toString(process.pid()));
            connectors.add(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            machine.detach();
        }
    }

    List<Footprint> footprints() throws Exception {
        var all = new ArrayList<Footprint>();
        for (var connector : connectors) {
            bean(connector, MemoryMXBean.class).gc();
            var metaspace =
                    ManagementFactory.getPlatformMXBeans(connector.getMBeanServerConnection(), MemoryPoolMXBean.class)
                            .stream()
                            .filter(pool -> pool.getName().equals("Metaspace"))
                            .mapToLong(pool -> pool.getUsage().getUsed())
                            .sum();
            var threads = Arrays.stream(bean(connector, ThreadMXBean.class).dumpAllThreads(false, false))
                    .filter(thread -> !thread.getThreadName().matches("(RMI|JMX|Attach|Common-Cleaner|C[12] ).*"))
                    .count();
            all.add(new Footprint(
                    metaspace, bean(connector, ClassLoadingMXBean.class).getLoadedClassCount(), threads));
        }
        return all;
    }

    private static <T extends PlatformManagedObject> T bean(JMXConnector connector, Class<T> type) throws Exception {
        return ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), type);
    }

    @Override
    public void close() throws IOException {
        for (var connector : connectors) {
            connector.close();
        }
    }
}
