package berth.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of slots and of events. */
@Suite
@SelectPackages({"berth.slot", "berth.event"})
@IncludeClassNamePatterns(".*Test")
class SlotSuite {}
