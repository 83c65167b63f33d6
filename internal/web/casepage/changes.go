package casepage

// changePages lists the changes in the order in which the case page offers them.
func changePages() []changePage {
	return []changePage{
		claim, contact, tellReferrer, notReached, assessment, decision, approval, takeBack, audit, ask, hold, goOn,
		planVisit, moveVisit, cancelVisit, reply, escalate, release, reassign, note, inPlace, review, closing, collected, reopen, duplicate,
		died, notThem, alive, enteredInError, rightAfterAll,
	}
}
