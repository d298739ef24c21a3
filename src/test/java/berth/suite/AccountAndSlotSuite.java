package berth.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of accounts and slots. */
@Suite
@SelectPackages({"berth.account", "berth.slot"})
@IncludeClassNamePatterns(".*Test")
class AccountAndSlotSuite {}
