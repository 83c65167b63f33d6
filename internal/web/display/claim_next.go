package display

import ()

// DoneNext is the code by which the case page says why it was the next.
func DoneNext(why string) string { return "claim-next-" + why }
