package io.weir.yarn.master;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.client.api.async.AMRMClientAsync;

/** What has been asked of YARN and did not come yet: containers of one size, which may become larger. */
final class ContainerRequests {
    private final AMRMClientAsync<ContainerRequest> resourceManager;
    private final int cores;
    private final Deque<ContainerRequest> asked = new ArrayDeque<>();
    private int memory;
    private int most = Integer.MAX_VALUE;

    /** YARN has one size a priority. */
    private int priority = 1;

    /** @param memory of a container, in megabytes */
    ContainerRequests(AMRMClientAsync<ContainerRequest> resourceManager, int memory, int cores) {
        this.resourceManager = resourceManager;
        this.memory = memory;
        this.cores = cores;
    }

    int size() {
        return asked.size();
    }

    int memory() {
        return memory;
    }

    /** No container can have more megabytes. */
    void limit(long megabytes) {
        most = (int) Math.min(most, megabytes);
    }

    /** @param near hosts that are preferred */
    void ask(List<String> near) {
        var nodes = near.isEmpty() ? null : near.toArray(String[]::new);
        var request = new ContainerRequest(
                Resource.newInstance(memory, cores), nodes, null, Priority.newInstance(priority), true);
        asked.addLast(request);
        resourceManager.addContainerRequest(request);
    }

    void withdraw() {
        resourceManager.removeContainerRequest(asked.removeLast());
    }

    /** The container is the answer to one of them, which is then not open any more; false if there is none. */
    boolean answer(Container container) {
        var host = container.getNodeId().getHost();
        var answered = asked.stream()
                .filter(request ->
                        request.getNodes() != null && request.getNodes().contains(host))
                .findFirst()
                .orElse(asked.peekFirst());
        if (answered == null) {
            return false;
        }
        asked.remove(answered);
        resourceManager.removeContainerRequest(answered);
        return true;
    }

    /** From now on containers have twice the memory, as far as there are such. False if they had the most already. */
    boolean grow() {
        var larger = (int) Math.min(most, 2L * memory);
        if (larger <= memory) {
            return false;
        }
        while (!asked.isEmpty()) {
            withdraw();
        }
        memory = larger;
        priority++;
        return true;
    }
}
