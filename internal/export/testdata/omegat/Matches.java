import java.io.File;
import java.util.Collections;
import java.util.List;
import org.omegat.core.Core;
import org.omegat.core.data.RealProject;
import org.omegat.core.matching.NearString;
import org.omegat.core.statistics.FindMatches;
import org.omegat.filters2.master.FilterMaster;
import org.omegat.filters2.master.PluginUtils;
import org.omegat.util.Preferences;
import org.omegat.util.ProjectFileStorage;
import org.omegat.util.RuntimePreferences;

/** Matches PROJECT CONFIG TEXT… says how good the best match is that OmegaT finds for each text. */
public class Matches {
    public static void main(String[] args) throws Exception {
        RuntimePreferences.setConfigDir(args[1]);
        Preferences.init();
        PluginUtils.loadPlugins(Collections.emptyMap());
        FilterMaster.setFilterClasses(PluginUtils.getFilterClasses());
        Preferences.initFilters();
        Preferences.initSegmentation();
        Core.initializeConsole(Collections.emptyMap());
        RealProject project = new RealProject(ProjectFileStorage.loadProjectProperties(new File(args[0])));
        Core.setProject(project);
        project.loadProject(true);
        FindMatches matches = new FindMatches(Core.getProject(), 5, true, true);
        for (int i = 2; i < args.length; i++) {
            List<NearString> found = matches.search(args[i], true, true, () -> false);
            NearString best = found.isEmpty() ? null : found.get(0);
            System.out.println("MATCH\t" + args[i] + "\t" + (best == null ? "none" : best.scores[0].score + "\t" + best.translation));
        }
        System.exit(0);
    }
}
