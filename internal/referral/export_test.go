package referral

// Changes makes one empty value of each kind of change, for tests.
func Changes() []func() Recorded { return changes() }
