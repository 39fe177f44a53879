/* Processor time that reading one file and laying out its sheets may take: that of the threads which
   do. */
#ifndef IMPORT_DEADLINE_H
#define IMPORT_DEADLINE_H

#include <stdbool.h>

#define DEADLINE_PASSED "it takes longer to read than the limit (seconds)"

double deadline_in(double seconds); /* from now */
bool deadline_passed(double deadline);

#endif
