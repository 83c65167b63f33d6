package contract

import "slices"

// Case is one thing that we rely on.
type Case struct {
	Service   string // DynamoDB, Streams, SQS, States, KMS, Lambda or Scheduler
	Operation string
	Rule      string // what holds, in words
	// Source is the page of AWS's documentation that says so.
	Source string
	// Observed names the servers on which an undocumented rule was seen; "" for
	// what is documented.
	Observed string
	// DoubleOnly says why a case can run on the double alone; "" if it need not.
	DoubleOnly string
	// RealTimeOnly says why a case needs a clock that runs by itself; "" if not.
	RealTimeOnly string

	check func(*probe)
}

// Name identifies a case among all.
func (c Case) Name() string { return c.Service + "/" + c.Operation + "/" + c.Rule }

// Basis says on what a case rests: "documented", or "observed" and where.
func (c Case) Basis() string {
	if c.Observed != "" {
		return "observed: " + c.Observed
	}
	return "documented"
}

// Documented says whether AWS's documentation states the rule.
func (c Case) Documented() bool { return c.Observed == "" }

// Cases returns every case, in the order of the tables.
func Cases() []Case {
	all := slices.Concat(
		tableCases(), putCases(), getCases(), updateCases(), deleteCases(), conditionCases(), queryCases(), pageCases(), indexCases(), numberCases(),
		transactCases(), tokenCases(), batchCases(), capacityCases(), ttlCases(), streamCases(),
		queueCases(), sendCases(), receiveCases(), visibilityCases(), batchMessageCases(), redriveCases(),
		machineCases(), executionCases(), taskTokenCases(), retryCases(), waitCases(), choiceCases(), flowCases(), historyCases(),
		keyCases(), dataKeyCases(), decryptCases(),
		postCases(), downloadCases(), fileCases(),
		invokeCases(), invokeTaskCases(), queueMappingCases(), streamMappingCases(), filterCases(), schedulerCases(),
	)
	for i := range all {
		all[i].Observed = observed[all[i].Name()]
	}
	return all
}

// row is a case within the table of its operation.
type row struct {
	rule, source string
	check        func(*probe)
}

// table makes cases of the rows of one operation.
func table(service, operation string, rows []row) []Case {
	cases := make([]Case, len(rows))
	for i, r := range rows {
		cases[i] = Case{Service: service, Operation: operation, Rule: r.rule, Source: r.source, check: r.check}
	}
	return cases
}

// ask is a case of one request: what is asked, and the code of the refusal ("" if
// it is taken).
type ask struct {
	rule, source string
	in           func(*probe) any
	code         string
}

// asks makes cases of single requests. prepare runs before each, after holds when
// the answer was as expected; both may be nil.
func asks(service, operation string, prepare, after func(*probe), all []ask) []Case {
	rows := make([]row, len(all))
	for i, a := range all {
		rows[i] = row{a.rule, a.source, func(p *probe) {
			if prepare != nil {
				prepare(p)
			}
			_, err := p.call(a.in(p))
			p.code(err, a.code)
			if after != nil {
				after(p)
			}
		}}
	}
	return table(service, operation, rows)
}

// realTimeOnly marks cases as ones that need a running clock.
func realTimeOnly(cases []Case, why string) []Case {
	for i := range cases {
		cases[i].RealTimeOnly = why
	}
	return cases
}

// doubleOnly marks cases as ones of the double alone.
func doubleOnly(cases []Case, why string) []Case {
	for i := range cases {
		cases[i].DoubleOnly = why
	}
	return cases
}
