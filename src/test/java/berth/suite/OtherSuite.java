package berth.suite;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All other tests. */
@Suite
@SelectPackages("berth")
@ExcludePackages({"berth.slot", "berth.event", "berth.account", "berth.discord"})
@IncludeClassNamePatterns(".*Test")
class OtherSuite {}
