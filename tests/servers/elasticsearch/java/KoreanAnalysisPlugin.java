import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.KoreanReadingFormFilter;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer.DecompoundMode;
import org.apache.lucene.analysis.ko.POS;
import org.apache.lucene.analysis.ko.dict.UserDictionary;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.apache.lucene.analysis.synonym.SolrSynonymParser;
import org.apache.lucene.analysis.synonym.SynonymGraphFilter;
import org.apache.lucene.analysis.synonym.SynonymMap;
import org.apache.lucene.util.AttributeFactory;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.IndexScopedSettings;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.settings.SettingsFilter;
import org.elasticsearch.env.Environment;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.index.IndexService.IndexCreationContext;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestController;
import org.elasticsearch.rest.RestHandler;

/**
 * The analysis that the official distribution brings as modules and as the nori plugin, under the
 * official names and settings; Maven has only the Lucene classes behind them. And {@code GET /}.
 */
public final class KoreanAnalysisPlugin extends Plugin implements AnalysisPlugin, ActionPlugin {
    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
                "nori_tokenizer", KoreanAnalysisPlugin::nori,
                "ngram", KoreanAnalysisPlugin::grams);
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of(
                "nori_part_of_speech", AnalysisPlugin.requiresAnalysisSettings(PartOfSpeech::new),
                "nori_readingform", (index, environment, name, settings) -> new Reading(name, settings),
                "synonym_graph", AnalysisPlugin.requiresAnalysisSettings(Synonyms::new));
    }

    @Override
    public Collection<RestHandler> getRestHandlers(
            Settings settings,
            NamedWriteableRegistry namedWriteableRegistry,
            RestController restController,
            ClusterSettings clusterSettings,
            IndexScopedSettings indexScopedSettings,
            SettingsFilter settingsFilter,
            IndexNameExpressionResolver indexNameExpressionResolver,
            Supplier<DiscoveryNodes> nodesInCluster,
            Predicate<NodeFeature> clusterSupportsFeature) {
        return List.of(new RootHandler());
    }

    private static TokenizerFactory nori(
            IndexSettings index, Environment environment, String name, Settings settings) {
        String mode = settings.get("decompound_mode", "discard").toUpperCase(Locale.ROOT);
        boolean dropsPunctuation = settings.getAsBoolean("discard_punctuation", true);
        UserDictionary words = words(settings.getAsList("user_dictionary_rules"));
        return TokenizerFactory.newFactory(
                name,
                () ->
                        new KoreanTokenizer(
                                AttributeFactory.DEFAULT_ATTRIBUTE_FACTORY,
                                words,
                                DecompoundMode.valueOf(mode),
                                false,
                                dropsPunctuation));
    }

    private static UserDictionary words(List<String> rules) {
        try {
            return UserDictionary.open(new StringReader(String.join("\n", rules)));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static TokenizerFactory grams(
            IndexSettings index, Environment environment, String name, Settings settings) {
        int shortest = settings.getAsInt("min_gram", 1);
        int longest = settings.getAsInt("max_gram", 2);
        if (longest - shortest > index.getMaxNgramDiff()) {
            throw new IllegalArgumentException("index.max_ngram_diff is " + index.getMaxNgramDiff());
        }
        boolean onlyWords = settings.getAsList("token_chars").equals(List.of("letter", "digit"));
        return TokenizerFactory.newFactory(name, () -> grams(shortest, longest, onlyWords));
    }

    private static Tokenizer grams(int shortest, int longest, boolean onlyWords) {
        return new NGramTokenizer(shortest, longest) {
            @Override
            protected boolean isTokenChar(int character) {
                return !onlyWords || Character.isLetterOrDigit(character);
            }
        };
    }

    private static final class PartOfSpeech extends AbstractTokenFilterFactory {
        private final Set<POS.Tag> dropped = new HashSet<>();

        PartOfSpeech(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name, settings);
            settings.getAsList("stoptags").forEach(tag -> dropped.add(POS.resolveTag(tag)));
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new KoreanPartOfSpeechStopFilter(tokens, dropped);
        }
    }

    private static final class Reading extends AbstractTokenFilterFactory {
        Reading(String name, Settings settings) {
            super(name, settings);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new KoreanReadingFormFilter(tokens);
        }
    }

    /** The rules are read by the analysis that stands before this filter, as the official one does. */
    private static final class Synonyms extends AbstractTokenFilterFactory {
        private final String rules;
        private final boolean lenient;

        Synonyms(IndexSettings index, Environment environment, String name, Settings settings) {
            super(name, settings);
            rules = String.join("\n", settings.getAsList("synonyms"));
            lenient = settings.getAsBoolean("lenient", false);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            throw new IllegalStateException("the chain before it is not known yet");
        }

        @Override
        public TokenFilterFactory getChainAwareTokenFilterFactory(
                IndexCreationContext context,
                TokenizerFactory tokenizer,
                List<CharFilterFactory> charFilters,
                List<TokenFilterFactory> before,
                Function<String, TokenFilterFactory> allFilters) {
            SynonymMap synonyms = read(new Chain(tokenizer, before));
            String name = name();
            return new TokenFilterFactory() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public TokenStream create(TokenStream tokens) {
                    boolean isEmpty = synonyms.fst == null;
                    return isEmpty ? tokens : new SynonymGraphFilter(tokens, synonyms, false);
                }
            };
        }

        private SynonymMap read(Analyzer analyzer) {
            try {
                SolrSynonymParser parser = lenient ? new Forgiving(analyzer) : new SolrSynonymParser(true, true, analyzer);
                parser.parse(new StringReader(rules));
                return parser.build();
            } catch (IOException | ParseException error) {
                throw new IllegalArgumentException("failed to build synonyms", error);
            }
        }
    }

    /** A word that the analysis cannot take as one line of tokens is left out of its rule. */
    private static final class Forgiving extends SolrSynonymParser {
        Forgiving(Analyzer analyzer) {
            super(true, true, analyzer);
        }

        @Override
        public org.apache.lucene.util.CharsRef analyze(
                String text, org.apache.lucene.util.CharsRefBuilder reuse) throws IOException {
            try {
                return super.analyze(text, reuse);
            } catch (IllegalArgumentException error) {
                return new org.apache.lucene.util.CharsRef("");
            }
        }

        @Override
        public void add(
                org.apache.lucene.util.CharsRef input,
                org.apache.lucene.util.CharsRef output,
                boolean keepsInput) {
            if (input.length > 0 && output.length > 0) {
                super.add(input, output, keepsInput);
            }
        }
    }

    private static final class Chain extends Analyzer {
        private final TokenizerFactory tokenizer;
        private final List<TokenFilterFactory> filters;

        Chain(TokenizerFactory tokenizer, List<TokenFilterFactory> filters) {
            this.tokenizer = tokenizer;
            this.filters = filters;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer first = tokenizer.create();
            TokenStream tokens = first;
            for (TokenFilterFactory filter : filters) {
                tokens = filter.create(tokens);
            }
            return new TokenStreamComponents(first, tokens);
        }
    }
}
