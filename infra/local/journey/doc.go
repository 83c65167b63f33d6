// Package journey tells whole stories over HTTP: people with a browser each, the
// clock, what is seen, what was sent. A story is a plain text file; its format,
// for those who write one, is in testdata/journeys/README.md, and Forms lists
// every step that there is.
//
//	Social Worker One:
//	  open "/"
//	  press "Start a referral"
//	  fill in "Full name" with "Testcase Alpha"
//	  press "Save and continue"
//	  see the error "Enter the person's date of birth"
//
// The runner is a careful browser and nothing more: it finds links, buttons and
// fields by the text that people read, sends forms with everything in them,
// follows redirects, drops cookies whose time is over by the story's clock, and
// refuses a page that it cannot make sense of. It reaches the system through a
// World, of which there are two: NewLocal is the whole system in this process on
// the double of AWS, NewRemote is anything that answers at an address.
//
//	story, err := journey.Load("testdata/journeys/equipment-to-close.journey")
//	world, err := journey.NewLocal(ctx, story.Starts)
//	result := journey.Run(ctx, story, world)
//
// Where a story needs what a world lacks, such as a clock that can be moved, it
// is skipped, with the reason. After a story in this process what must always
// hold is checked (package invariant).
package journey
