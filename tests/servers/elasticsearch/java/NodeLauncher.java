import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * One Elasticsearch node on loopback, for tests: HOME DATA PORT. It ends with SIGTERM.
 *
 * <p>The node is started without the bootstrap around it, which refuses to run as root.
 */
public final class NodeLauncher {
    private NodeLauncher() {}

    public static void main(String[] args) throws Exception {
        LogConfigurator.configureESLogging(); // before any other class of the server is loaded
        Settings settings = settings(args[0], args[1], args[2]);
        LogConfigurator.configureWithoutConfig(settings);
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "test");
        Node node = new Node(environment, plugins(environment));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, ended)));
        node.start();
        ended.await();
    }

    private static Settings settings(String home, String data, String port) {
        return Settings.builder()
                .put("path.home", home)
                .put("path.data", data)
                .put("path.logs", data)
                .put("cluster.name", "aicc-tests")
                .put("node.name", "test")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                .put("transport.port", "0")
                .put("transport.type", "netty4")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .put("cluster.max_shards_per_node", 5000)
                .put("logger.level", "WARN")
                .build();
    }

    private static PluginsLoader plugins(Environment environment) {
        return PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(environment.modulesDir()),
                PluginsLoader.loadPluginsBundles(environment.pluginsDir()),
                Map.of(),
                false); // on the class path the server has no module to export from
    }

    private static void close(Node node, CountDownLatch ended) {
        try {
            node.close();
        } catch (java.io.IOException error) {
            System.err.println("the node did not close: " + error);
        }
        ended.countDown();
    }
}
