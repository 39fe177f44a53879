# The samples are what samples/make.py makes of their definitions.
/usr/bin/python3 -c 'import openpyxl' || { echo "openpyxl is not there"; exit 77; }
/usr/bin/python3 "$ROOT/samples/make.py" --check
